import type { NewsroomFiles } from '../load-newsroom-files.ts';
import type { Bucket } from '../media/bucket.ts';
import { findMediaFiles } from '../media/media-store.ts';
import type { DatabaseLocation } from '../model/database-url.ts';
import { memoizeAsync } from '../model/memoize-async.ts';
import type { Clock } from '../model/timestamp.ts';
import { inspectDatabase } from '../store/inspect-database.ts';
import { type Check, type DoctorFinding, runChecks } from './check.ts';
import { checkAddress } from './check-address.ts';
import { checkClock } from './check-clock.ts';
import { checkDatabase } from './check-database.ts';
import { checkFeeds } from './check-feeds.ts';
import { checkMedia } from './check-media.ts';
import { checkProgram } from './check-program.ts';
import { checkServer } from './check-server.ts';
import { checkSources } from './check-sources.ts';

/** The options that are checked against the world. */
export interface NewsroomToExamine {
  readonly database: DatabaseLocation;
  readonly mediaDir: string;
  readonly bucket: Bucket | undefined;
  readonly cacheMb: number;
  readonly workers: number;
  readonly publicUrl: string;
  /** Whether the operator has set it. */
  readonly hasPublicUrl: boolean;
  /** How this machine reaches the server itself; `undefined` where the port is not known. */
  readonly localUrl: string | undefined;
  readonly newsroomToken: string;
  readonly trustProxy: number;
  readonly clock: Clock;
  loadFiles(): Promise<NewsroomFiles>;
  /** Rejects with a `StartError` where the logo cannot be used. */
  loadAppearance(): Promise<unknown>;
}

/** Checks everything that the server needs, and changes nothing. In the order of the report: causes come before what follows from them. */
export function examineNewsroom(newsroom: NewsroomToExamine): Promise<readonly DoctorFinding[]> {
  const { database, mediaDir, bucket, clock } = newsroom;
  const files = memoizeAsync(newsroom.loadFiles);
  const inspect = memoizeAsync(() => inspectDatabase(database));
  const media = memoizeAsync(() => findMediaFiles(mediaDir, bucket));
  return runChecks([
    checkProgram(newsroom),
    checkOptions(newsroom),
    checkDatabase({ database, media, inspect }),
    checkClock(clock, inspect),
    checkMedia({ folder: mediaDir, media, inspect }),
    checkFeeds(files),
    checkSources(async () => (await files()).sources),
    checkServer(newsroom),
    checkAddress({
      ...newsroom,
      mainFeed: () =>
        files().then(
          ({ catalog }) => catalog.main.id,
          () => undefined,
        ),
    }),
  ]);
}

/** Loading the options has checked most of them. */
function checkOptions({ loadAppearance }: NewsroomToExamine): Check {
  return {
    name: 'options',
    limitMs: 5_000,
    async run(report) {
      await loadAppearance();
      report.ok('All options are valid.');
    },
  };
}
