import { ERROR_CODES, type ErrorCode } from './error-codes.ts';

export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly code: ErrorCode;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, detail?: string, headers: Readonly<Record<string, string>> = {}) {
    super(detail ?? ERROR_CODES[code].meaning);
    this.code = code;
    this.status = ERROR_CODES[code].status;
    this.headers = headers;
  }
}
