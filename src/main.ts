import { Command, CommanderError } from 'commander';
import { registerCheck } from './commands/check.ts';
import { registerCheckPage } from './commands/check-page.ts';
import { registerCorrect } from './commands/correct.ts';
import { registerImport } from './commands/import.ts';
import { registerInit } from './commands/init.ts';
import { registerList } from './commands/list.ts';
import { registerPreview } from './commands/preview.ts';
import { registerRemoveSample } from './commands/remove-sample.ts';
import { registerRestore } from './commands/restore.ts';
import { registerRetract } from './commands/retract.ts';
import { registerServe } from './commands/serve.ts';
import { registerWithdraw } from './commands/withdraw.ts';
import { StartError } from './model/problem.ts';

/** The commands, each with its arguments, options and help. */
export function buildProgram(): Command {
  const program = new Command('tidings')
    .description(
      'The syndication server of a newsroom. Options are environment variables or lines of the file .env; see the README.',
    )
    .showHelpAfterError('(tidings --help lists the commands)')
    .exitOverride();
  for (const register of [
    registerServe,
    registerInit,
    registerImport,
    registerPreview,
    registerList,
    registerCorrect,
    registerRetract,
    registerWithdraw,
    registerRestore,
    registerCheckPage,
    registerCheck,
    registerRemoveSample,
  ]) {
    register(program);
  }
  return program;
}

/** Runs `tidings COMMAND`. Sets the exit code; an error that the operator can correct is one clear message. */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    await buildProgram().parseAsync(argv);
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
