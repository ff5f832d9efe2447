import { pictureSize } from '@sitecast/protocol/placement';
import { element } from './element.ts';

/** The server's limit of 2 MiB, in base64 characters. */
const MAX_CHARACTERS = Math.floor((2 * 1024 * 1024) / 3) * 4;
const LOAD_WITHIN_MS = 5_000;
const QUALITY = 0.85;
/** Scales to try until the picture is small enough. */
const SCALES = [1, 0.5, 0.25];

type Orientation = Parameters<typeof pictureSize>[1];

/**
 * A screenshot of the page as viewers see it, upright. A web page cannot capture its screen, but it can render a copy
 * of its own document. Content that another site does not allow to be read becomes an empty frame with the site's name.
 * Returns a JPEG in base64; rejects if the engine cannot render it.
 */
export async function photograph(page: Document): Promise<string> {
  const window = page.defaultView as Window;
  const root = page.documentElement;
  const orientation = Number(root.getAttribute('data-orientation') ?? 0) as Orientation;
  const size = pictureSize({ width: window.innerWidth, height: window.innerHeight }, orientation);
  const copy = page.body.cloneNode(true) as HTMLElement;
  await replaceMedia(page.body, copy);
  for (const script of selectAll(copy, 'script')) script.parentNode?.removeChild(script);
  // Otherwise the copy is rendered at the start of its fade-in.
  for (const fresh of selectAll(copy, '.pip-fresh')) fresh.classList.remove('pip-fresh');
  for (const name of ['data-power', 'data-shape']) copy.setAttribute(name, root.getAttribute(name) ?? '');
  copy.insertBefore(element('style', '', stylesOf(page)), copy.firstChild);

  const drawn = await load(
    `data:image/svg+xml;charset=utf-8,${encodeURIComponent(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}">` +
        `<foreignObject width="100%" height="100%">${new XMLSerializer().serializeToString(copy)}</foreignObject></svg>`,
    )}`,
  );
  for (const scale of SCALES) {
    const data = toJpeg(drawn, size.width * scale, size.height * scale);
    if (data.length <= MAX_CHARACTERS) return data;
  }
  throw new Error('the picture is too large');
}

function toJpeg(source: CanvasImageSource, width: number, height: number): string {
  const canvas = element('canvas', '');
  canvas.width = Math.max(1, Math.round(width));
  canvas.height = Math.max(1, Math.round(height));
  const paint = canvas.getContext('2d');
  if (!paint) throw new Error('this engine has no canvas to draw on');
  paint.drawImage(source, 0, 0, canvas.width, canvas.height);
  const url = canvas.toDataURL('image/jpeg', QUALITY);
  const [type, data] = url.split(';base64,');
  if (type !== 'data:image/jpeg' || !data) throw new Error('this engine makes no JPEG');
  return data;
}

/** An SVG image cannot load external resources, so their current appearance is embedded. */
async function replaceMedia(original: HTMLElement, copy: HTMLElement): Promise<void> {
  const shown = selectAll(original, 'img, video, iframe');
  const copies = selectAll(copy, 'img, video, iframe');
  await Promise.all(shown.map(async (media, at) => replace(copies[at]!, await still(media), media)));
}

function replace(copy: HTMLElement, still: string | null, media: HTMLElement): void {
  const stand =
    still === null
      ? element('div', `${copy.className} unseen`, hostOf(media))
      : element('img', copy.className);
  if (still !== null) stand.setAttribute('src', still);
  copy.parentNode?.replaceChild(stand, copy);
}

/** An image or the current frame of a video as a data URL; null if the site does not allow reading it. */
async function still(media: HTMLElement): Promise<string | null> {
  try {
    if (media instanceof HTMLImageElement) return toUrl(await load(media.src, true));
    if (media instanceof HTMLVideoElement) return toUrl(media, media.videoWidth, media.videoHeight);
  } catch {
    // Without CORS permission from the other site, a canvas it was drawn on cannot be read.
  }
  return null;
}

function toUrl(source: HTMLImageElement | HTMLVideoElement, width?: number, height?: number): string {
  const canvas = element('canvas', '');
  canvas.width = width ?? (source.width || 300);
  canvas.height = height ?? (source.height || 150);
  canvas.getContext('2d')?.drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png');
}

function load(address: string, asOther = false): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    const fail = () => reject(new Error('the picture could not be drawn'));
    const timer = setTimeout(fail, LOAD_WITHIN_MS);
    image.onload = () => {
      clearTimeout(timer);
      resolve(image);
    };
    image.onerror = () => {
      clearTimeout(timer);
      fail();
    };
    if (asOther) {
      image.crossOrigin = 'anonymous';
      image.referrerPolicy = 'no-referrer';
    }
    image.src = address;
  });
}

/** The rules of the page's style sheets. */
function stylesOf(page: Document): string {
  const rules: string[] = [];
  for (let sheet = 0; sheet < page.styleSheets.length; sheet++) {
    const { cssRules } = page.styleSheets[sheet] as CSSStyleSheet;
    for (let rule = 0; rule < cssRules.length; rule++) rules.push(cssRules[rule]!.cssText);
  }
  return rules.join('\n');
}

function hostOf(media: HTMLElement): string {
  return (media.getAttribute('src') ?? '').replace(/^\w+:\/\/([^/?#]*).*$/, '$1').slice(0, 100);
}

function selectAll(root: HTMLElement, selector: string): HTMLElement[] {
  return Array.prototype.slice.call(root.querySelectorAll(selector));
}
