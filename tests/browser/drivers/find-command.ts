import { accessSync, constants, globSync } from 'node:fs';

/** Debian's packages, with the files that we start. */
const FILES = {
  'firefox-esr': { file: '/usr/bin/firefox-esr', debianPackage: 'firefox-esr' },
  WebKitWebDriver: { file: '/usr/bin/WebKitWebDriver', debianPackage: 'webkit2gtk-driver' },
  MiniBrowser: { file: '/usr/lib/*/webkit2gtk-4.1/MiniBrowser', debianPackage: 'webkit2gtk-driver' },
  Xvfb: { file: '/usr/bin/Xvfb', debianPackage: 'xvfb' },
} as const;

/** The path of a command of Debian. Throws an error that names the missing package. */
export function findCommand(name: keyof typeof FILES): string {
  const { file, debianPackage } = FILES[name];
  const [path] = globSync(file);
  if (path === undefined) {
    throw new Error(
      `This test needs ${name} (${file}) of Debian's package ${debianPackage}, and it is not installed. ` +
        'Install all that these tests need: apt-get install firefox-esr webkit2gtk-driver xvfb',
    );
  }
  accessSync(path, constants.X_OK);
  return path;
}
