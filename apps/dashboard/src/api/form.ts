import { type QueryKey, useQueryClient } from '@tanstack/solid-query';
import type { z } from 'zod';
import { createForm, type FormOptions } from '../ui/form.ts';

/**
 * `createForm` for pages behind the login: after success it also reads the queries again whose keys are `stale`.
 *
 * @example
 * const form = useForm({
 *   initial: { name: '' },
 *   schema: CreateGroup,
 *   send: (input) => api.groups.create.mutate(input),
 *   said: ({ name }) => t('groups.created', { name }),
 *   stale: [keys.groupLists],
 *   onDone: props.onClose,
 * });
 * <Field {...form.field('name')} label={t('groups.name')} />
 */
export function useForm<Fields extends object, Schema extends z.ZodType, Answer>(
  options: FormOptions<Fields, Schema, Answer> & { stale?: QueryKey[] },
) {
  const queries = useQueryClient();
  return createForm({
    ...options,
    onDone(answer: Answer) {
      options.onDone?.(answer);
      for (const queryKey of options.stale ?? []) void queries.invalidateQueries({ queryKey });
    },
  });
}
