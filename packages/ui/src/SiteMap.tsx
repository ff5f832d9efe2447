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
  /** Its accessible name. The points are told elsewhere, too: a map is for looking at. */
  label: string;
  points: SitePoint[];
  onSelect?: (id: string) => void;
  /** Where pictures of the ground come from, such as `https://tile.example/{z}/{x}/{y}.png`; without: a plain ground. */
  tiles?: { url: string; attribution: string };
  class?: string;
}

/** So near that a single point has its street around it. */
const CLOSEST = 16;
/** For the controls at the left, and for names, which stand at the right of their points. */
const ROOM = { paddingTopLeft: [56, 36], paddingBottomRight: [116, 36] } satisfies L.FitBoundsOptions;

/** Where the points of a site are to each other. */
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
      if (bounds.isValid()) map.fitBounds(bounds, { ...ROOM, maxZoom: CLOSEST, animate: false });
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
