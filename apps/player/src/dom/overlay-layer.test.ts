// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { show } from '../../test/show.ts';
import { newLink } from '../core/link.ts';
import type { Report } from '../core/outbox.ts';
import { phrasesIn } from '../i18n.ts';
import type { Platform } from '../platform/browser.ts';
import { createShowing, type Showing } from '../showing.ts';
import { createView, type View } from './view.ts';

let showing: Showing;
let view: View;
let reports: Report[];
let broken: unknown[];

const pip = () => document.getElementById('pip') as HTMLElement;
const stage = () => document.getElementById('stage') as HTMLElement;
const box = (pipId: string) => pip().querySelector<HTMLElement>(`[data-pip="${pipId}"]`);
const media = (pipId: string) => box(pipId)?.querySelector<HTMLElement>('.pip-media') as HTMLElement;
const load = (pipId: string) => media(pipId).dispatchEvent(new Event('load'));
const told = () =>
  reports.flatMap((report) =>
    report.kind === 'overlay' ? [`${report.report.pipId} ${report.report.status}`] : [],
  );

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = '<div id="stage"></div><div id="notice"></div><div id="pip"></div>';
  // As in Chromium 63, where an image is ready once it has loaded.
  const images = HTMLImageElement.prototype as { decode?: unknown };
  vi.spyOn(images, 'decode', 'get').mockReturnValue(undefined);
  reports = [];
  broken = [];
  const saved = new Map<string, string>();
  const platform = {
    storage: {
      get: (key: string) => saved.get(key) ?? null,
      set: (key: string, text: string) => saved.set(key, text),
    },
    now: () => performance.now(),
    wall: () => Date.now(),
  } as unknown as Platform;
  view = createView(document, phrasesIn('en'), {
    ready: (pipId) => showing.apply({ type: 'ready', pipId }),
    failed: (pipId, reason) => showing.apply({ type: 'failed', pipId, reason }),
    closed: (pipId) => showing.apply({ type: 'closed', pipId }),
    broke: (error) => broken.push(error),
    takeOver: () => {},
  });
  showing = createShowing(platform, view.showOverlays, (...all) => reports.push(...all));
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const appear = (...args: Parameters<typeof show>) => showing.apply({ type: 'show', show: show(...args) });

describe('an image', () => {
  test('is invisible until it has loaded', () => {
    appear('a');
    expect(box('a')?.getAttribute('data-appearance')).toBe('loading');
    load('a');
    expect(box('a')?.getAttribute('data-appearance')).toBe('visible');
    expect(told()).toEqual(['a shown']);
  });

  test('that is broken is removed, and the next one shows', () => {
    appear('a');
    media('a').dispatchEvent(new Event('error'));
    expect(pip().children).toHaveLength(0);
    expect(reports[0]).toMatchObject({
      report: { status: 'failed', detail: 'the image could not be loaded' },
    });
    appear('b');
    load('b');
    expect(box('b')?.getAttribute('data-appearance')).toBe('visible');
  });

  test('disappears when its duration is over', () => {
    appear('a', { duration: 10 });
    load('a');
    vi.advanceTimersByTime(9_999);
    expect(box('a')).not.toBeNull();
    vi.advanceTimersByTime(1);
    expect(box('a')).toBeNull();
    expect(told()).toEqual(['a shown', 'a expired']);
  });
});

describe('a page', () => {
  test('is sandboxed with exactly these permissions', () => {
    appear('a', { type: 'web', uri: 'https://site.example/board' });
    const frame = media('a');
    expect(frame.tagName).toBe('IFRAME');
    expect(frame.getAttribute('sandbox')).toBe('allow-scripts allow-same-origin allow-forms allow-popups');
    expect(frame.getAttribute('allow')).toBe('');
    expect(frame.getAttribute('referrerpolicy')).toBe('no-referrer');
  });
});

describe('a video', () => {
  test('plays muted, and reports why if it does not play', async () => {
    const play = vi
      .spyOn(HTMLMediaElement.prototype, 'play')
      .mockRejectedValue(new DOMException('The element has no supported sources.', 'NotSupportedError'));
    appear('a', { type: 'video' });
    expect((media('a') as HTMLVideoElement).muted).toBe(true);
    expect(play).toHaveBeenCalledOnce();
    await vi.waitFor(() => expect(told()).toEqual(['a failed']));
    expect(reports[0]).toMatchObject({
      report: { detail: 'the video does not play: The element has no supported sources.' },
    });
    expect(pip().children).toHaveLength(0);
  });
});

describe('title, colours and close button', () => {
  test('a title is text, even if it looks like markup', () => {
    appear('a', { title: '<img src=x onerror=alert(1)>', title_color: '#ff0000' });
    expect(box('a')?.textContent).toBe('<img src=x onerror=alert(1)>');
    expect(box('a')?.querySelectorAll('img')).toHaveLength(1);
  });

  test('are drawn as sent', () => {
    appear('a', { background_color: '#112233', opacity: 0.5, border_radius: 12 });
    expect(box('a')?.style).toMatchObject({
      backgroundColor: '#112233',
      opacity: '0.5',
      borderRadius: '12px',
    });
  });

  test('Escape and a remote control’s Back press the topmost close button', () => {
    appear('a', { close_button: true, slot: 'a' });
    appear('b', { close_button: true, slot: 'b' });
    load('a');
    load('b');
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'XF86Back' }));
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    expect(told()).toEqual(['a shown', 'b shown', 'a cleared', 'b cleared']);
    expect(
      reports.find((report) => report.kind === 'overlay' && report.report.status === 'cleared'),
    ).toMatchObject({
      report: { detail: 'closed on the screen' },
    });
  });

  test('an overlay without a close button cannot be closed', () => {
    appear('a');
    load('a');
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    expect(box('a')).not.toBeNull();
  });
});

test('overlays never change the stage', () => {
  view.showLink({
    ...newLink,
    credentials: { deviceId: 'd', secret: 's' },
    device: { name: 'Lobby', workspace: 'Acme' },
    connection: 'online',
  });
  const before = stage().innerHTML;
  const changes: MutationRecord[] = [];
  const observer = new MutationObserver((records) => changes.push(...records));
  observer.observe(stage(), { attributes: true, childList: true, subtree: true, characterData: true });
  appear('a', { exclusive: true, title: 'Evacuate' });
  load('a');
  appear('b', { type: 'web', slot: 'b' });
  showing.apply({ type: 'clear' });
  changes.push(...observer.takeRecords());
  expect(changes).toEqual([]);
  expect(stage().innerHTML).toBe(before);
  expect(before).toContain('Lobby');
});

test('an overlay that cannot be drawn fails, and the others stay', () => {
  appear('a', { slot: 'a' });
  load('a');
  vi.spyOn(document, 'createElement').mockImplementationOnce(() => {
    throw new Error('out of memory');
  });
  appear('b', { slot: 'b' });
  expect(told()).toEqual(['a shown', 'b failed']);
  expect(box('a')).not.toBeNull();
  expect(box('b')).toBeNull();
});

test('an overlay whose media cannot be destroyed is removed anyway', () => {
  appear('a');
  load('a');
  vi.spyOn(media('a'), 'removeAttribute').mockImplementation(() => {
    throw new Error('stuck');
  });
  showing.apply({ type: 'clear' });
  expect(box('a')).toBeNull();
  expect(broken).toEqual([new Error('stuck')]);
});

/** `npm test -- --long` takes its time. */
const MANY = process.env.TEST_LONG ? 10_000 : 1_000;

describe(`${MANY} overlays`, () => {
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  afterEach(() => Object.assign(EventTarget.prototype, { addEventListener, removeEventListener }));

  test('leave no nodes, listeners or timers behind', () => {
    let listeners = 0;
    EventTarget.prototype.addEventListener = function (...args) {
      listeners++;
      return addEventListener.apply(this, args);
    };
    EventTarget.prototype.removeEventListener = function (...args) {
      listeners--;
      return removeEventListener.apply(this, args);
    };
    const nodes = document.querySelectorAll('*').length;
    for (let n = 0; n < MANY; n++) {
      appear(`pip-${n}`, {
        type: n % 2 === 0 ? 'image' : 'video',
        duration: n % 5,
        close_button: n % 3 === 0,
        slot: `slot-${n % 4}`,
        title: 'Title',
      });
      if (n % 2 === 0) load(`pip-${n}`);
      if (n % 7 === 0) showing.apply({ type: 'clear' });
      if (n % 11 === 0) document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
      vi.advanceTimersByTime(100);
    }
    expect(vi.getTimerCount()).toBeLessThanOrEqual(1);
    showing.apply({ type: 'clear' });
    expect(pip().childNodes).toHaveLength(0);
    expect(document.querySelectorAll('*')).toHaveLength(nodes);
    expect(vi.getTimerCount()).toBe(0);
    expect(listeners).toBe(0);
    expect(broken).toEqual([]);
  }, 120_000);
});
