const MAX_FILES = 10;

interface FileResult {
  readonly testFilePath: string;
  /** In milliseconds. */
  readonly perfStats: { readonly runtime: number };
}

/** A jest reporter: after a run of many files it prints the slowest ten, with their seconds and their share of the workers' time. */
export default class SlowestFiles {
  onRunComplete(_contexts: unknown, { testResults }: { readonly testResults: readonly FileResult[] }): void {
    if (testResults.length <= MAX_FILES) return;
    const total = testResults.reduce((sum, { perfStats }) => sum + perfStats.runtime, 0);
    const slowest = testResults.toSorted((one, other) => other.perfStats.runtime - one.perfStats.runtime);
    const lines = slowest.slice(0, MAX_FILES).map(({ testFilePath, perfStats }) => {
      const seconds = (perfStats.runtime / 1000).toFixed(1).padStart(7);
      const share = `${Math.round((100 * perfStats.runtime) / total)}%`.padStart(4);
      return `${seconds} s ${share}  ${testFilePath.slice(import.meta.dirname.length + 1)}\n`;
    });
    process.stderr.write(`\nSlowest of ${testResults.length} test files:\n${lines.join('')}`);
  }
}
