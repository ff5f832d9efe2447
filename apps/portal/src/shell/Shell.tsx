import type { PortalSession } from '@sitecast/api/portal/view/schema';
import { Mark } from '@sitecast/ui';
import { A } from '@solidjs/router';
import { type JSX, Show } from 'solid-js';
import { t } from '../i18n/i18n.ts';
import { Eye, LogOut } from '../ui/icons.ts';
import { Preferences } from './Preferences.tsx';

interface ShellProps {
  /** Undefined without access. */
  session?: PortalSession;
  children: JSX.Element;
}

/** The frame of every page: branding, sign-out and preferences. */
export function Shell(props: ShellProps) {
  return (
    <div class="flex min-h-dvh flex-col">
      <a
        href="#page"
        class="sr-only rounded-control bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-60"
      >
        {t('portalCommon.skip')}
      </a>
      <Show when={props.session?.preview}>
        <p class="flex items-center justify-center gap-2 bg-accent-soft px-4 py-1.5 text-center text-sm text-accent-ink">
          <Eye class="size-4 shrink-0" aria-hidden="true" />
          {t('portalShell.preview')}
        </p>
      </Show>
      <header class="border-b border-line bg-surface">
        <div class="mx-auto flex min-h-16 w-full max-w-6xl items-center justify-between gap-4 px-4 py-3 sm:px-8">
          <Show when={props.session} fallback={<Mark class="size-8 text-accent" />}>
            {(session) => <Firm session={session()} />}
          </Show>
          <Show when={props.session}>
            {(session) => (
              <div class="flex min-w-0 items-center gap-1 sm:gap-4">
                <span class="truncate text-base text-quiet max-sm:hidden">{session().clientName}</span>
                <a
                  href="/portal/logout"
                  rel="external"
                  class="inline-flex h-9 shrink-0 items-center gap-2 rounded-control px-2.5 text-base text-quiet transition-colors hover:bg-sunken hover:text-ink"
                >
                  <LogOut class="size-4" stroke-width={1.5} aria-hidden="true" />
                  <span class="max-sm:sr-only">{t('portalShell.logOut')}</span>
                </a>
              </div>
            )}
          </Show>
        </div>
      </header>
      <main
        id="page"
        tabindex="-1"
        class="mx-auto w-full max-w-6xl flex-1 px-4 py-7 outline-none sm:px-8 sm:py-10"
      >
        {props.children}
      </main>
      <footer class="border-t border-line">
        <div class="mx-auto flex w-full max-w-6xl flex-wrap items-center justify-between gap-x-8 gap-y-4 px-4 py-6 sm:px-8">
          <p class="text-sm text-quiet">
            {props.session
              ? t('portalShell.measuredBy', { firm: props.session.branding.name })
              : t('portalShell.portal')}
          </p>
          <Preferences />
        </div>
      </footer>
    </div>
  );
}

/** The workspace's logo and name; without a logo, the Sitecast mark in its colour. */
function Firm(props: { session: PortalSession }) {
  const name = () => props.session.branding.name;
  return (
    <A
      href="/"
      class="flex min-w-0 items-center gap-3 rounded-control"
      aria-label={t('portalShell.home', { firm: name() })}
    >
      <Show when={props.session.branding.logoUrl} fallback={<Mark class="size-8 shrink-0 text-accent" />}>
        {(address) => (
          // Logos are usually designed for white, so they get a white background in the dark theme.
          <img
            src={address()}
            alt=""
            class="-ml-1.5 h-10 max-w-44 shrink-0 rounded-control bg-[light-dark(transparent,white)] object-contain px-1.5 py-1"
          />
        )}
      </Show>
      <span class="truncate text-lg font-semibold tracking-[-0.012em]">{name()}</span>
    </A>
  );
}
