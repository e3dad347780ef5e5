import type { Logger } from 'pino';
import type { FeedDirectory } from '../check-page/check-context.ts';
import type { MediaStore } from '../media/media-store.ts';
import type { FaultLog } from '../model/fault-log.ts';
import type { NewsroomMetrics } from '../model/newsroom-metrics.ts';
import type { PageReport } from '../model/page-report.ts';
import type { Clock } from '../model/timestamp.ts';
import type { IntakeInput } from '../pages/intake-page.ts';
import type { Pages } from '../pages/open-pages.ts';
import type { PublishDependencies } from '../publish/publish-dependencies.ts';
import type { WidgetBundles } from '../publish/render-script.ts';
import type { ReportSkipped } from '../publish/report-skipped.ts';
import type { FrameCode } from '../publish/widget-code.ts';
import type { WidgetVersion } from '../publish/widget-versions.ts';
import type { ItemCache } from '../render/item-cache.ts';
import type { AccessLog } from './access-log.ts';
import type { ResponseHeaders } from './response-headers.ts';

export interface AppDependencies
  extends Omit<PublishDependencies, 'headers' | 'itemCache' | 'reportSkipped'>,
    WidgetBundles {
  readonly clock: Clock;
  /** False until the first import into an empty store has ended. */
  readonly isReady: () => boolean;
  /** Proxies should send requests to other servers. */
  readonly isStopping: () => boolean;
  /** What does not work at the moment, though it is tried again. */
  readonly faults: Pick<FaultLog, 'failed' | 'list'>;
  readonly readMetrics: () => Promise<NewsroomMetrics>;
  readonly pages: Pages;
  readonly widgetVersions: () => Promise<readonly WidgetVersion[]>;
  readonly checkPage: (address: string, feeds: FeedDirectory) => Promise<PageReport>;
  readonly frameCode: () => Promise<FrameCode>;
  readonly media: Pick<MediaStore, 'read'>;
  readonly trustProxy: number;
  readonly intake: { list(): Promise<Pick<IntakeInput, 'files' | 'isComplete'>> };
  /** The password of the newsroom's own pages; empty where there is none. */
  readonly newsroomToken: string;
  /** The number of this process, where several share the port. */
  readonly worker?: number | undefined;
  readonly accessLog: AccessLog;
  readonly log: Pick<Logger, 'error'>;
}

export interface RouteDependencies extends AppDependencies {
  readonly headers: ResponseHeaders;
  readonly itemCache: ItemCache;
  readonly reportSkipped: ReportSkipped;
}
