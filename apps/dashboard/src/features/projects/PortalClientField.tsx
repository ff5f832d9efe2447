import { useQuery } from '@tanstack/solid-query';
import { answerOf } from '../../api/answer.ts';
import { keys } from '../../api/keys.ts';
import { readAllPages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/projects.ts';
import { Select } from '../../ui/Select.tsx';

const NONE = 'none';

interface PortalClientFieldProps {
  /** Null: none. */
  value: string | null;
  onChange: (clientId: string | null) => void;
}

/** The client whose portal shows a project. A deactivated client is offered only while it is the current value. */
export function PortalClientField(props: PortalClientFieldProps) {
  const { api } = useWorkspace();
  const clients = useQuery(() => ({
    queryKey: [...keys.clients, 'names'],
    queryFn: () => readAllPages((page) => api.clients.list.query(page)),
  }));
  const options = () => [
    { value: NONE, label: t('projects.portalClientNone') },
    ...(answerOf(clients) ?? [])
      .filter(({ id, active }) => active || id === props.value)
      .map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <Select
      label={t('projects.portalClient')}
      hint={t('projects.portalClientHint')}
      value={props.value ?? NONE}
      onChange={(value) => props.onChange(value === NONE ? null : value)}
      options={options()}
    />
  );
}
