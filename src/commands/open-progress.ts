/** How often a program that reads the output gets a line of a long step. */
const LINE_MS = 10_000;
/** How often the line on a terminal changes. */
const TERMINAL_MS = 100;

type Output = Pick<NodeJS.WriteStream, 'isTTY' | 'write'>;

/** Shows how far a long command is: one line that changes on a terminal, a line for each step and every ten seconds elsewhere. */
export function openProgress(output: Output, now: () => number = () => performance.now()) {
  let step = '';
  let shownAt = 0;
  let width = 0;
  const showOnTerminal = (line: string): void => {
    output.write(`\r${line.padEnd(width)}`);
    width = line.length;
  };
  return {
    show(name: string, done: number, total: number): void {
      const isNew = name !== step;
      const pause = output.isTTY ? TERMINAL_MS : LINE_MS;
      if (!isNew && now() - shownAt < pause && (done < total || !output.isTTY)) return;
      step = name;
      shownAt = now();
      const line = `${name}: ${done} of ${total}`;
      if (output.isTTY) showOnTerminal(line);
      else output.write(`${line}\n`);
    },
    /** Clears the line. */
    close(): void {
      if (output.isTTY && width > 0) output.write(`\r${' '.repeat(width)}\r`);
      width = 0;
    },
  };
}
