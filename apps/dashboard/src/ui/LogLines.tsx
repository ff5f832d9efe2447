import { formatExactTime, formatLogTime, Skeleton, Status, type Tone } from '@sitecast/ui';
import { For, type JSX, Match, Switch } from 'solid-js';
import type { PagedList } from '../api/pages.ts';
import { Bug, CircleAlert, Info, TriangleAlert } from './icons.ts';
import { LoadFailure, MoreButton } from './Table.tsx';

/** How grave a line is. */
type Level = 'debug' | 'info' | 'warn' | 'error';

const looks: Record<Level, { tone: Tone; icon: typeof Info }> = {
  debug: { tone: 'quiet', icon: Bug },
  info: { tone: 'quiet', icon: Info },
  warn: { tone: 'ask', icon: TriangleAlert },
  error: { tone: 'act', icon: CircleAlert },
};

interface LogLinesProps<Line> {
  log: PagedList<Line>;
  /** Why there are none. */
  empty: string;
  levelOf: (line: Line) => string;
  messageOf: (line: Line) => JSX.Element;
}

/** The lines of a log, newest first, with what stands there while they load, or where there are none. */
export function LogLines<Line extends { at: string; level: Level }>(props: LogLinesProps<Line>) {
  return (
    <Switch fallback={<Skeleton class="m-5 h-16" />}>
      <Match when={props.log.error()}>
        <LoadFailure error={props.log.error()} onRetry={props.log.retry} />
      </Match>
      <Match when={props.log.items()?.length === 0}>
        <p class="px-5 py-6 text-quiet">{props.empty}</p>
      </Match>
      <Match when={props.log.items()}>
        <ul class="divide-y divide-line">
          <For each={props.log.items()}>
            {(line) => (
              <li class="flex flex-wrap items-start gap-x-4 px-5 py-2 sm:flex-nowrap">
                <Status {...looks[line.level]} class="w-24 shrink-0">
                  {props.levelOf(line)}
                </Status>
                <p class="order-last min-w-0 flex-1 basis-full text-sm wrap-anywhere sm:order-none sm:basis-0">
                  {props.messageOf(line)}
                </p>
                <time
                  class="ml-auto shrink-0 text-sm text-quiet"
                  datetime={line.at}
                  title={formatExactTime(line.at)}
                >
                  {formatLogTime(line.at)}
                </time>
              </li>
            )}
          </For>
        </ul>
        <MoreButton list={props.log} />
      </Match>
    </Switch>
  );
}
