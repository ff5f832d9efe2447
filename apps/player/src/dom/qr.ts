import { encode } from 'uqr';
import { drawing } from './element.ts';

/** A QR code with its quiet zone of four modules (ISO/IEC 18004 §6.3.8). */
export function qrCode(text: string): SVGElement {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const path = data
    .map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')).join(''))
    .join('');
  return drawing('qr', size, path);
}
