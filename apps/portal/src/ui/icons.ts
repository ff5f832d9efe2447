/** The icons in use, imported one by one, because the package's index is large. */
export { default as ArrowLeft } from 'lucide-solid/icons/arrow-left';
export { default as CircleCheck } from 'lucide-solid/icons/circle-check';
export { default as CircleDashed } from 'lucide-solid/icons/circle-dashed';
export { default as CircleX } from 'lucide-solid/icons/circle-x';
export { default as Download } from 'lucide-solid/icons/download';
export { default as Eye } from 'lucide-solid/icons/eye';
export { default as Link2Off } from 'lucide-solid/icons/link-2-off';
export { default as LockKeyhole } from 'lucide-solid/icons/lock-keyhole';
export { default as LogOut } from 'lucide-solid/icons/log-out';
export { default as MailOpen } from 'lucide-solid/icons/mail-open';
export { default as MapPinOff } from 'lucide-solid/icons/map-pin-off';
export { default as Play } from 'lucide-solid/icons/play';
export { default as Radio } from 'lucide-solid/icons/radio';
export { default as Search } from 'lucide-solid/icons/search';
export { default as TriangleAlert } from 'lucide-solid/icons/triangle-alert';
export { default as Unplug } from 'lucide-solid/icons/unplug';
export { default as WifiOff } from 'lucide-solid/icons/wifi-off';
