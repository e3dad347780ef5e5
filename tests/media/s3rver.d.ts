declare module '@20minutes/s3rver' {
  import type { Server } from 'node:http';

  /** A storage that speaks the protocol of S3 and checks signatures. Its only key is S3RVER, with the secret S3RVER. */
  export default class S3rver {
    httpServer: Server;
    constructor(options: {
      readonly address: string;
      readonly port: number;
      readonly silent: boolean;
      readonly directory: string;
      readonly serviceEndpoint: string;
      readonly configureBuckets: readonly { readonly name: string }[];
    });
    run(): Promise<{ readonly port: number }>;
  }
}
