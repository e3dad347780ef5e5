/** A bucket of a storage that speaks the protocol of S3. */
export interface Bucket {
  /** As operators write it: `s3://BUCKET/PREFIX`. */
  readonly name: string;
  /** Keys of files are appended; it ends with `/`. */
  readonly baseUrl: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface BucketLocation {
  readonly bucket: string;
  /** Empty, or ends with `/`. */
  readonly prefix: string;
}

/** Whether the bucket is in the path or in the host of its addresses. */
export type UrlStyle = 'path' | 'virtual-host';

const S3_URL = /^s3:\/\/([A-Za-z0-9][\w.-]{1,61}[A-Za-z0-9])((?:\/[\w-][\w.-]*)*)\/?$/;

/** Parses `s3://BUCKET` or `s3://BUCKET/PREFIX`; `undefined` for anything else. */
export function parseBucketUrl(text: string): BucketLocation | undefined {
  const [, bucket, path = ''] = S3_URL.exec(text) ?? [];
  return bucket === undefined ? undefined : { bucket, prefix: path === '' ? '' : `${path.slice(1)}/` };
}

/** Without an endpoint the bucket is at Amazon, whose certificates do not fit a host with the dots of a bucket's name. */
export function bucketBaseUrl(
  { bucket, prefix }: BucketLocation,
  { endpoint, region, style }: { readonly endpoint: string; readonly region: string; readonly style: UrlStyle | '' },
): string {
  const url = new URL(endpoint === '' ? `https://s3.${region}.amazonaws.com` : endpoint);
  const usual = endpoint === '' && !bucket.includes('.') ? 'virtual-host' : 'path';
  const isInHost = (style === '' ? usual : style) === 'virtual-host';
  const host = isInHost ? `${bucket}.${url.host}` : url.host;
  const path = url.pathname.replace(/\/+$/, '');
  return `${url.protocol}//${host}${path}/${isInHost ? '' : `${bucket}/`}${prefix}`;
}
