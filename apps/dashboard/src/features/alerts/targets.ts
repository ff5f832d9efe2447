import { useQuery } from '@tanstack/solid-query';
import { answerOf } from '../../api/answer.ts';
import { keys } from '../../api/keys.ts';
import { readAllPages } from '../../api/pages.ts';
import { useWorkspace } from '../../api/workspace.tsx';
import { t } from '../../i18n/alerts.ts';

/** The screens and groups that an overlay can go to. Read once they are `wanted`. */
export function useTargets(wanted: () => boolean = () => true) {
  const { api } = useWorkspace();
  const screens = useQuery(() => ({
    queryKey: [...keys.screenList, 'names'],
    queryFn: () => readAllPages((page) => api.devices.list.query(page)),
    enabled: wanted(),
  }));
  const groups = useQuery(() => ({
    queryKey: [...keys.groupLists, 'names'],
    queryFn: () => readAllPages((page) => api.groups.list.query(page)),
    enabled: wanted(),
  }));
  /** Undefined until they are read; groups first: a wall of screens has one. */
  const all = () => {
    const [allScreens, allGroups] = [answerOf(screens), answerOf(groups)];
    if (!allScreens || !allGroups) return undefined;
    return [
      ...allGroups.map(({ id, name }) => ({ id, label: t('rules.group', { name }), name, isGroup: true })),
      ...allScreens.map(({ id, name }) => ({ id, label: name, name, isGroup: false })),
    ];
  };
  return {
    all,
    error: () => screens.error ?? groups.error,
    /** What is no longer there has only its id. */
    nameOf: (id: string) => all()?.find((one) => one.id === id)?.label ?? id,
  };
}
