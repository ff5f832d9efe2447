import type { PipShow } from '@sitecast/protocol/messages';
import type { OverlayView } from '../core/overlay-view.ts';

export interface MediaEvents {
  ready(): void;
  failed(reason: string): void;
}

/** The content of an overlay. `destroy` releases all its resources. */
export interface Media {
  element: HTMLElement;
  /** Starts loading. Events are emitted from now on. */
  start(): void;
  appear(appearance: OverlayView['appearance']): void;
  destroy(): void;
}

export function createMedia(show: PipShow, events: MediaEvents): Media {
  switch (show.type) {
    case 'image':
      return createImage(show, events);
    case 'video':
      return createVideo(show, events);
    case 'web':
      return createPage(show, events);
  }
}

function createImage({ uri, title }: PipShow, { ready, failed }: MediaEvents): Media {
  const image = document.createElement('img');
  image.alt = title ?? '';
  image.referrerPolicy = 'no-referrer';
  let gone = false;
  const broken = () => {
    if (!gone) failed('the image could not be loaded');
  };
  const decoded = () => {
    if (!gone) ready();
  };
  image.onerror = broken;
  image.onload = () => {
    // Chromium 63 has no decode() and decodes while drawing.
    if (typeof image.decode === 'function') image.decode().then(decoded, broken);
    else decoded();
  };
  return {
    element: image,
    start() {
      image.src = uri;
    },
    appear() {},
    destroy() {
      gone = true;
      image.onload = image.onerror = null;
      image.removeAttribute('src');
    },
  };
}

/** Loops for as long as the overlay shows. */
function createVideo({ uri, muted = true }: PipShow, { ready, failed }: MediaEvents): Media {
  const video = document.createElement('video');
  // Silent until it is visible.
  video.muted = true;
  video.loop = true;
  video.autoplay = true;
  video.setAttribute('playsinline', '');
  let gone = false;
  let appearance: OverlayView['appearance'] = 'loading';
  const fail = (reason: string) => {
    if (!gone) failed(reason);
  };
  const play = () => {
    const playing: Promise<void> | undefined = video.play();
    playing?.catch((error: DOMException) => {
      if (gone || error.name === 'AbortError') return;
      // Browsers block sound until someone interacts with the page. Video without sound is better than none.
      if (error.name === 'NotAllowedError' && !video.muted) {
        video.muted = true;
        play();
      } else if (!video.error) {
        fail(`the video does not play: ${error.message}`);
      }
    });
  };
  video.onerror = () => fail(videoProblem(video.error));
  video.onplaying = () => {
    if (!gone) ready();
  };
  return {
    element: video,
    start() {
      video.src = uri;
      play();
    },
    appear(next) {
      if (next === appearance) return;
      appearance = next;
      if (next === 'hidden') {
        video.pause();
      } else {
        video.muted = muted;
        play();
      }
    },
    destroy() {
      gone = true;
      video.onerror = video.onplaying = null;
      video.pause();
      // Frees the decoder immediately: a screen may have only one.
      video.removeAttribute('src');
      video.load();
    },
  };
}

/** By `MediaError.code`, HTML §4.8.11.1. */
const VIDEO_PROBLEMS = [
  '',
  'the video was aborted',
  'the network failed while the video was loading',
  'the video could not be decoded; this screen may play only one video at a time',
  'the video could not be loaded, or this screen does not play its format',
];

function videoProblem(error: MediaError | null): string {
  const known = VIDEO_PROBLEMS[error?.code ?? 0] || 'the video could not be played';
  return error?.message ? `${known} (${error.message})` : known;
}

/** A web page in a sandbox: it runs with its own origin and storage, but cannot navigate the player or request permissions. */
function createPage({ uri, title }: PipShow, { ready }: MediaEvents): Media {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-forms allow-popups');
  frame.setAttribute('allow', '');
  frame.setAttribute('referrerpolicy', 'no-referrer');
  frame.title = title ?? '';
  // A page that fails to load shows an error page, which cannot be told apart from outside.
  frame.onload = () => ready();
  return {
    element: frame,
    start() {
      frame.src = uri;
    },
    appear() {},
    destroy() {
      frame.onload = null;
    },
  };
}
