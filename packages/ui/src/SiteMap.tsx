import L from 'leaflet';
import 'leaflet/dist/leaflet.css';
import './site-map.css';
import { createEffect, onCleanup, onMount } from 'solid-js';
import { cx } from './cx.ts';

export interface SitePoint {
  id: string;
  name: string;
  lat: number;
  lng: number;
  /** A CSS variable; default: the accent. */
  color?: string;
}

interface SiteMapProps {
  /** Accessible name. The points must also be listed elsewhere, because the map is only visual. */
  label: string;
  points: SitePoint[];
  onSelect?: (id: string) => void;
  /** Tile server, such as `https://tile.example/{z}/{x}/{y}.png`; without it the background is plain. */
  tiles?: { url: string; attribution: string };
  class?: string;
}

/** Zoom limit at which a single point is shown with its street. */
const MAX_ZOOM = 16;
/** Space for the controls on the left, and for names to the right of points. */
const PADDING = { paddingTopLeft: [56, 36], paddingBottomRight: [116, 36] } satisfies L.FitBoundsOptions;

/** A map of a site's points. */
export function SiteMap(props: SiteMapProps) {
  let host!: HTMLDivElement;
  onMount(() => {
    const map = L.map(host, {
      attributionControl: props.tiles !== undefined,
      zoomControl: true,
      scrollWheelZoom: false,
      zoomSnap: 0.25,
    });
    onCleanup(() => map.remove());
    if (props.tiles) L.tileLayer(props.tiles.url, { attribution: props.tiles.attribution }).addTo(map);
    const markers = L.layerGroup().addTo(map);
    createEffect(() => {
      markers.clearLayers();
      for (const point of props.points) markers.addLayer(markerOf(point, props.onSelect));
      const bounds = L.latLngBounds(props.points.map(({ lat, lng }) => [lat, lng]));
      if (bounds.isValid()) map.fitBounds(bounds, { ...PADDING, maxZoom: MAX_ZOOM, animate: false });
    });
    const observer = new ResizeObserver(() => map.invalidateSize());
    observer.observe(host);
    onCleanup(() => observer.disconnect());
  });
  return (
    <section
      ref={host}
      aria-label={props.label}
      class={cx('site-map isolate overflow-hidden', props.class ?? 'h-72')}
    />
  );
}

function markerOf({ id, name, lat, lng, color }: SitePoint, onSelect?: (id: string) => void): L.Marker {
  const text = document.createElement('span');
  text.textContent = name;
  const icon = L.divIcon({ className: 'site-map-point', html: text, iconSize: [14, 14], iconAnchor: [7, 7] });
  const marker = L.marker([lat, lng], { icon, title: name, alt: name, keyboard: onSelect !== undefined });
  if (color) marker.on('add', () => marker.getElement()?.style.setProperty('--point', `var(${color})`));
  if (onSelect) marker.on('click', () => onSelect(id));
  return marker;
}
