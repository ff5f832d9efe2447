import { buttonClass } from '@sitecast/ui';
import { t } from '../../i18n/clients.ts';
import { ExternalLink } from '../../ui/icons.ts';

/** Opens the portal of a project as its client sees it; the server creates a client and a link where they are missing. */
export function ViewPortalButton(props: { projectId: string }) {
  return (
    <a
      href={`/projects/${props.projectId}/portal-preview`}
      // A page of the server, which the router must not handle.
      target="_blank"
      rel="noopener"
      class={buttonClass()}
    >
      <ExternalLink class="size-4" aria-hidden="true" />
      {t('portalLinks.view')}
    </a>
  );
}
