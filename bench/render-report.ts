import type { Report, Table } from './report.ts';

/** Renders a report as Markdown that is readable in a terminal. */
export function renderReport({ title, notes, tables, verdicts }: Report): string {
  const targets: Table = {
    caption: 'Targets',
    columns: ['what', 'target', 'measured', ''],
    rows: verdicts.map(({ what, bar, measured, met }) => [what, bar, measured, met ? 'met' : 'MISSED']),
  };
  return [
    `## ${title}`,
    ...notes.map((note) => `- ${note}`),
    ...[...tables, ...(verdicts.length > 0 ? [targets] : [])].map((table) => `\n${renderTable(table)}`),
    '',
  ].join('\n');
}

/** Renders a Markdown table with aligned columns, numbers to the right. */
function renderTable({ caption, columns, rows }: Table): string {
  const widths = columns.map((column, index) =>
    Math.max(3, ...[column, ...rows.map((row) => row[index] ?? '')].map((cell) => cell.length)),
  );
  const isNumeric = columns.map((_, index) => index > 0 && rows.every((row) => /^[\d.,–-]/.test(row[index] ?? '')));
  const line = (cells: readonly string[]): string =>
    `| ${widths
      .map((width, index) => {
        const cell = cells[index] ?? '';
        return isNumeric[index] ? cell.padStart(width) : cell.padEnd(width);
      })
      .join(' | ')} |`;
  const rule = `| ${widths.map((width, index) => (isNumeric[index] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))).join(' | ')} |`;
  const lines = [line(columns), rule, ...rows.map(line)];
  return (caption === undefined ? lines : [`${caption}:`, '', ...lines]).join('\n');
}
