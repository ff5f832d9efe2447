import { isDark, Mark } from '@sitecast/ui';
import { createEffect, onCleanup, onMount } from 'solid-js';
import SwaggerUI from 'swagger-ui-dist/swagger-ui-es-bundle.js';
import { t } from '../../i18n/i18n.ts';
import './docs.css';

/**
 * The API to read and to try, with the session of who is logged in or a token that is pasted. Everything is loaded from
 * this server, so that it works without the internet.
 */
export function DocsPage() {
  let place!: HTMLDivElement;
  onMount(() => {
    SwaggerUI({
      domNode: place,
      url: '/api/openapi.json',
      deepLinking: true,
      docExpansion: 'list',
      defaultModelsExpandDepth: 0,
      displayRequestDuration: true,
      tryItOutEnabled: true,
      validatorUrl: null,
    });
  });
  createEffect(() => document.documentElement.classList.toggle('dark-mode', isDark()));
  onCleanup(() => document.documentElement.classList.remove('dark-mode'));
  return (
    <div class="min-h-dvh bg-ground">
      <header class="sticky top-0 z-30 flex items-center gap-3 border-b border-line bg-ground px-4 py-2.5 md:px-8">
        {/* A page of its own: who is not logged in is sent to the login by the server. */}
        <a href="/" target="_self" class="flex items-center gap-2.5 rounded-control px-1 py-1">
          <Mark class="size-6 text-accent" />
          <span class="text-lg font-semibold tracking-[-0.015em]">Sitecast</span>
        </a>
        <span class="text-quiet">{t('docs.title')}</span>
        <a
          href="/api/openapi.json"
          target="_blank"
          rel="noreferrer"
          class="ml-auto rounded-control font-mono text-sm text-accent-ink underline-offset-4 hover:underline"
        >
          openapi.json
        </a>
      </header>
      <main class="mx-auto max-w-5xl px-0 pb-12 md:px-4">
        <div ref={place} />
      </main>
    </div>
  );
}
