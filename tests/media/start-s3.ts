import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from '@20minutes/s3rver';
import { loadConfig } from '../../src/config.ts';
import type { Bucket } from '../../src/media/bucket.ts';

/** A real storage with the bucket `news`, whose files are in a temporary folder. */
export interface S3Server {
  readonly bucket: Bucket;
  /** The options of a newsroom that uses the bucket. */
  readonly options: Readonly<Record<string, string>>;
  /** Ends the server; its files stay. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  countWrites(): number;
  stop(): Promise<void>;
}

export async function startS3(): Promise<S3Server> {
  const directory = await mkdtemp(join(tmpdir(), 'tidings-s3-'));
  let writes = 0;
  const start = async (onPort: number) => {
    const server = new S3rver({
      address: '127.0.0.1',
      port: onPort,
      silent: true,
      directory,
      serviceEndpoint: 'storage.test',
      configureBuckets: [{ name: 'news' }],
    });
    const { port } = await server.run();
    server.httpServer.on('request', ({ method }) => {
      if (method === 'PUT') writes += 1;
    });
    return { server, port };
  };
  let { server, port } = await start(0);
  const pause = async (): Promise<void> => {
    server.httpServer.closeAllConnections();
    await new Promise((resolve) => server.httpServer.close(resolve));
  };
  const resume = async (): Promise<void> => {
    ({ server } = await start(port));
  };
  const options = {
    MEDIA_URL: 's3://news/media',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_ACCESS_KEY_ID: 'S3RVER',
    AWS_SECRET_ACCESS_KEY: 'S3RVER',
  };
  const { bucket } = loadConfig(options);
  if (bucket === undefined) throw new Error('expected a bucket');
  return {
    bucket,
    options,
    pause,
    resume,
    countWrites: () => writes,
    async stop() {
      await pause();
      await rm(directory, { recursive: true });
    },
  };
}
