import { buttonClass } from '@sitecast/ui';
import { t } from '../../i18n/clients.ts';
import { ExternalLink } from '../../ui/icons.ts';

/** Opens the portal of a project as its client sees it. What is missing for that, the server makes. */
export function ViewPortalButton(props: { projectId: string }) {
  return (
    <a
      href={`/projects/${props.projectId}/portal-preview`}
      // A page of the server's, in a tab of its own: the router has nothing to do with it.
      target="_blank"
      rel="noopener"
      class={buttonClass()}
    >
      <ExternalLink class="size-4" aria-hidden="true" />
      {t('portalLinks.view')}
    </a>
  );
}
