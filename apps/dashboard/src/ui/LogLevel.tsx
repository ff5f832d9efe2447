import { Status, type Tone } from '@sitecast/ui';
import { CircleAlert, Info, TriangleAlert } from './icons.ts';

const looks: Record<'info' | 'warn' | 'error', { tone: Tone; icon: typeof Info }> = {
  info: { tone: 'quiet', icon: Info },
  warn: { tone: 'ask', icon: TriangleAlert },
  error: { tone: 'act', icon: CircleAlert },
};

/** How grave a line of a log is. */
export function LogLevel(props: { level: keyof typeof looks; label: string }) {
  return (
    <Status {...looks[props.level]} class="w-24 shrink-0">
      {props.label}
    </Status>
  );
}
