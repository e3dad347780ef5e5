import { Command, CommanderError } from 'commander';
import { StartError } from './model/problem.ts';

type Register = (program: Command) => void;

/** In the order of the help. Only the command that runs is loaded, since most of a short command's time is loading. */
const COMMANDS: Readonly<Record<string, () => Promise<Register>>> = {
  serve: async () => (await import('./commands/serve.ts')).registerServe,
  init: async () => (await import('./commands/init.ts')).registerInit,
  import: async () => (await import('./commands/import.ts')).registerImport,
  preview: async () => (await import('./commands/preview.ts')).registerPreview,
  list: async () => (await import('./commands/list.ts')).registerList,
  correct: async () => (await import('./commands/correct.ts')).registerCorrect,
  retract: async () => (await import('./commands/retract.ts')).registerRetract,
  withdraw: async () => (await import('./commands/withdraw.ts')).registerWithdraw,
  restore: async () => (await import('./commands/restore.ts')).registerRestore,
  'check-page': async () => (await import('./commands/check-page.ts')).registerCheckPage,
  check: async () => (await import('./commands/check.ts')).registerCheck,
  doctor: async () => (await import('./commands/doctor.ts')).registerDoctor,
  'remove-sample': async () => (await import('./commands/remove-sample.ts')).registerRemoveSample,
  copy: async () => (await import('./commands/copy.ts')).registerCopy,
  backup: async () => (await import('./commands/backup.ts')).registerBackup,
  'restore-backup': async () => (await import('./commands/restore-backup.ts')).registerRestoreBackup,
};

/** One command, or all of them, each with its arguments, options and help. */
export async function buildProgram(name = ''): Promise<Command> {
  const program = new Command('tidings')
    .description(
      'The syndication server of a newsroom. Options are environment variables or lines of the file .env; see the README.',
    )
    .showHelpAfterError('(tidings --help lists the commands)')
    .exitOverride();
  const one = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  for (const load of one === undefined ? Object.values(COMMANDS) : [one]) (await load())(program);
  return program;
}

/** Runs `tidings COMMAND`. Sets the exit code; an error that the operator can correct is one clear message. */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    const program = await buildProgram(argv[2]);
    await program.parseAsync(argv);
  } catch (fault) {
    if (fault instanceof CommanderError) {
      process.exitCode = fault.exitCode;
    } else if (fault instanceof StartError) {
      process.stderr.write(`tidings: ${fault.message}\n`);
      process.exitCode = 1;
    } else {
      throw fault;
    }
  }
}
