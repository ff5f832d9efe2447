const starts = {
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  'image/jpeg': [0xff, 0xd8, 0xff],
} as const;

export type PictureType = keyof typeof starts | 'image/webp';

/** Detected from the content: PNG (ISO/IEC 15948 §5.2), JPEG (ISO/IEC 10918-1 §B.1.1.3) or WebP (RFC 9649 §2.4), else null. */
export function pictureType(picture: Buffer): PictureType | null {
  for (const [type, bytes] of Object.entries(starts)) {
    if (bytes.every((byte, at) => picture[at] === byte)) return type as PictureType;
  }
  const isWebp = picture.toString('latin1', 0, 4) === 'RIFF' && picture.toString('latin1', 8, 12) === 'WEBP';
  return isWebp ? 'image/webp' : null;
}
