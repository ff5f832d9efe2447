import { request } from 'node:http';
import type { z } from 'zod';
import { isForbiddenAddress } from '../address.ts';
import { DriverError } from '../driver.ts';
import type { MeterFrame } from '../frame.ts';
import { safeLookup } from '../safe-lookup.ts';
import type { SlmmSource } from '../source.ts';
import { SlmmHistory, SlmmStatus, toMeterFrame } from './slmm-wire.ts';

const TIMEOUT_MS = 10_000;
const MAX_RESPONSE_BYTES = 8 * 1024 * 1024;

/** The server's cached status of the unit; does not query the meter. @throws DriverError */
export async function fetchSlmmStatus(source: SlmmSource, signal?: AbortSignal): Promise<SlmmStatus> {
  return (await fetchJson(source, 'status', SlmmStatus, signal)).data;
}

/**
 * The stored history of the last hours, about one value a minute, in chronological order.
 *
 * @throws DriverError
 */
export async function fetchSlmmHistory(source: SlmmSource, hours: number): Promise<MeterFrame[]> {
  const history = await fetchJson(source, `history?hours=${hours}`, SlmmHistory);
  return history
    .flatMap((message) => toMeterFrame(message) ?? [])
    .sort((a, b) => Date.parse(a.timestamp) - Date.parse(b.timestamp));
}

/** @throws DriverError for a forbidden address */
export function slmmUrl({ server, unit }: SlmmSource, protocol: 'http' | 'ws', what: string): URL {
  const url = new URL(`${protocol}://${server}/api/nl43/${encodeURIComponent(unit)}/${what}`);
  if (isForbiddenAddress(url.hostname.replace(/^\[|\]$/g, ''))) {
    throw new DriverError('unreachable', 'This address is not allowed for an SLMM server');
  }
  return url;
}

async function fetchJson<T extends z.ZodType>(
  source: SlmmSource,
  what: string,
  schema: T,
  signal?: AbortSignal,
): Promise<z.output<T>> {
  const text = await fetchText(slmmUrl(source, 'http', what), signal);
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new DriverError('refused', 'The SLMM server sent an unexpected response', { cause });
  }
}

/** Does not follow redirects, which could lead to a forbidden address. */
function fetchText(url: URL, stop?: AbortSignal): Promise<string> {
  const signal = AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), ...(stop ? [stop] : [])]);
  return new Promise((resolve, reject) => {
    const fail = (message: string, cause?: Error) =>
      reject(new DriverError('unreachable', message, { cause }));
    const outgoing = request(url, { lookup: safeLookup, signal }, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_RESPONSE_BYTES) outgoing.destroy(new Error('The response is too large'));
        else chunks.push(chunk);
      });
      response.on('error', (error) => fail(`The SLMM server aborted the response: ${error.message}`, error));
      response.on('end', () => {
        if (response.statusCode === 200) resolve(Buffer.concat(chunks).toString('utf8'));
        else if (response.statusCode === 404) fail('The SLMM server does not know this unit');
        else fail(`The SLMM server responded with status ${response.statusCode}`);
      });
    });
    outgoing.on('error', (error) => fail(`The SLMM server can't be reached: ${error.message}`, error));
    outgoing.end();
  });
}
