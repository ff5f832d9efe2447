/** A file that a request brings. Of its body nothing is read before it is opened. */
export interface Upload {
  /** How many bytes the request says its body has; null when it does not say. */
  bodyBytes: number | null;
  /**
   * The name as it was given, and the content, which ends well only where the request does.
   *
   * @throws AppError VALIDATION, UNSUPPORTED_MEDIA_TYPE
   */
  open(): Promise<{ name: string; content: AsyncIterable<Uint8Array> }>;
}
