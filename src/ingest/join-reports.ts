import type { ImportReport } from './source-kind.ts';

export const EMPTY_REPORT: ImportReport = {
  created: 0,
  updated: 0,
  unchanged: 0,
  saved: [],
  refused: [],
  leftOut: [],
  attachments: new Map(),
  copies: new Map(),
  duplicates: new Map(),
};

export function joinReports(a: ImportReport, b: ImportReport): ImportReport {
  const { postponed = a.postponed } = b;
  return {
    created: a.created + b.created,
    updated: a.updated + b.updated,
    unchanged: a.unchanged + b.unchanged,
    saved: [...a.saved, ...b.saved],
    refused: [...a.refused, ...b.refused],
    leftOut: [...a.leftOut, ...b.leftOut],
    attachments: new Map([...a.attachments, ...b.attachments]),
    copies: new Map([...a.copies, ...b.copies]),
    duplicates: new Map([...a.duplicates, ...b.duplicates]),
    ...(postponed && {
      postponed: { ...postponed, files: new Set([...(a.postponed?.files ?? []), ...postponed.files]) },
    }),
  };
}
