import { isDark, Mark } from '@sitecast/ui';
import { createEffect, onCleanup, onMount } from 'solid-js';
import SwaggerUI from 'swagger-ui-dist/swagger-ui-es-bundle.js';
import { t } from '../../i18n/i18n.ts';
import './docs.css';

/** The API reference, to try with the current session or a pasted token. It loads nothing from the internet. */
export function DocsPage() {
  let container!: HTMLDivElement;
  onMount(() => {
    SwaggerUI({
      domNode: container,
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
        {/* A full load: the server redirects to the login where there is no session. */}
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
        <div ref={container} />
      </main>
    </div>
  );
}
