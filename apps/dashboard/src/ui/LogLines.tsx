import { formatLogTime, Status, type Tone } from '@sitecast/ui';
import type { JSX } from 'solid-js';
import type { PagedList } from '../api/pages.ts';
import { Bug, CircleAlert, Info, TriangleAlert } from './icons.ts';
import { LineList } from './LineList.tsx';
import { Moment } from './Moment.tsx';

type Level = 'debug' | 'info' | 'warn' | 'error';

const looks: Record<Level, { tone: Tone; icon: typeof Info }> = {
  debug: { tone: 'quiet', icon: Bug },
  info: { tone: 'quiet', icon: Info },
  warn: { tone: 'ask', icon: TriangleAlert },
  error: { tone: 'act', icon: CircleAlert },
};

interface LogLinesProps<Line> {
  log: PagedList<Line>;
  /** Replaces a log without lines. */
  empty: string;
  levelOf: (line: Line) => string;
  messageOf: (line: Line) => JSX.Element;
}

/** The lines of a log, newest first. */
export function LogLines<Line extends { at: string; level: Level }>(props: LogLinesProps<Line>) {
  return (
    <LineList list={props.log} empty={props.empty}>
      {(line) => (
        <li class="flex flex-wrap items-start gap-x-4 px-5 py-2 sm:flex-nowrap">
          <Status {...looks[line.level]} class="w-24 shrink-0">
            {props.levelOf(line)}
          </Status>
          <p class="order-last min-w-0 flex-1 basis-full text-sm wrap-anywhere sm:order-none sm:basis-0">
            {props.messageOf(line)}
          </p>
          <span class="ml-auto shrink-0 text-sm text-quiet">
            <Moment at={line.at} format={formatLogTime} />
          </span>
        </li>
      )}
    </LineList>
  );
}
