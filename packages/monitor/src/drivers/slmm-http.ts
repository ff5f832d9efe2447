import { request } from 'node:http';
import type { z } from 'zod';
import { isForbiddenAddress } from '../address.ts';
import { DriverError } from '../driver.ts';
import type { MeterFrame } from '../frame.ts';
import { safeLookup } from '../safe-lookup.ts';
import type { SlmmSource } from '../source.ts';
import { SlmmHistory, SlmmStatus, toMeterFrame } from './slmm-wire.ts';

const TIMEOUT_MS = 10_000;
const LARGEST_ANSWER = 8 * 1024 * 1024;

/** What the server knows of the unit, without asking the meter. @throws DriverError */
export async function fetchSlmmStatus(source: SlmmSource, signal?: AbortSignal): Promise<SlmmStatus> {
  return (await fetchJson(source, 'status', SlmmStatus, signal)).data;
}

/**
 * What the server has stored of the last hours, about one value a minute, in the order of time.
 *
 * @throws DriverError
 */
export async function fetchSlmmHistory(source: SlmmSource, hours: number): Promise<MeterFrame[]> {
  const trail = await fetchJson(source, `history?hours=${hours}`, SlmmHistory);
  return trail
    .flatMap((message) => toMeterFrame(message) ?? [])
    .sort((a, b) => Date.parse(a.timestamp) - Date.parse(b.timestamp));
}

/** @throws DriverError for an address at which no meter can be */
export function slmmUrl({ server, unit }: SlmmSource, protocol: 'http' | 'ws', what: string): URL {
  const url = new URL(`${protocol}://${server}/api/nl43/${encodeURIComponent(unit)}/${what}`);
  if (isForbiddenAddress(url.hostname.replace(/^\[|\]$/g, ''))) {
    throw new DriverError('unreachable', 'No SLMM server can have this address');
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
    throw new DriverError('refused', 'The SLMM server answers something else than expected', { cause });
  }
}

/** Redirects are not followed: they could lead anywhere. */
function fetchText(url: URL, stop?: AbortSignal): Promise<string> {
  const signal = AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), ...(stop ? [stop] : [])]);
  return new Promise((resolve, reject) => {
    const fail = (message: string, cause?: Error) =>
      reject(new DriverError('unreachable', message, { cause }));
    const asked = request(url, { lookup: safeLookup, signal }, (answer) => {
      const chunks: Buffer[] = [];
      let size = 0;
      answer.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > LARGEST_ANSWER) asked.destroy(new Error('The answer is too large'));
        else chunks.push(chunk);
      });
      answer.on('error', (error) => fail(`The SLMM server broke off: ${error.message}`, error));
      answer.on('end', () => {
        if (answer.statusCode === 200) resolve(Buffer.concat(chunks).toString('utf8'));
        else if (answer.statusCode === 404) fail('The SLMM server does not know this unit');
        else fail(`The SLMM server answers ${answer.statusCode}`);
      });
    });
    asked.on('error', (error) => fail(`The SLMM server can't be reached: ${error.message}`, error));
    asked.end();
  });
}
