/** How a stream of a workspace's events is described: OpenAPI 3.1 has no words for what repeats in an answer. */
export const eventStream = {
  'text/event-stream': {
    schema: {
      type: 'string',
      description:
        'Server-sent events. `event` is the kind, `data` the JSON of a WorkspaceEvent, `id` a place to go on from. The first is `snapshot`, or what was missed since `Last-Event-ID`: at a `snapshot` read again whatever you show.',
      contentMediaType: 'application/json',
      contentSchema: { $ref: '#/components/schemas/WorkspaceEvent' },
    },
  },
};

export const lastEventId = {
  name: 'Last-Event-ID',
  in: 'header',
  description:
    'The `id` of the last event that arrived: those that came after it are sent, if they are still known.',
  schema: { type: 'string', maxLength: 100 },
};
