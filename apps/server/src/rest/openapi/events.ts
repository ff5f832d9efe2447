/** Response of an event stream. OpenAPI 3.1 cannot describe the items of a stream, so the description does. */
export const eventStream = {
  'text/event-stream': {
    schema: {
      type: 'string',
      description:
        'Server-sent events. `event` is the kind, `data` a WorkspaceEvent as JSON, and `id` the position to resume from. The stream starts with a `snapshot`, or with the events missed since `Last-Event-ID`. On a `snapshot`, reload everything that you display.',
      contentMediaType: 'application/json',
      contentSchema: { $ref: '#/components/schemas/WorkspaceEvent' },
    },
  },
};

export const lastEventId = {
  name: 'Last-Event-ID',
  in: 'header',
  description:
    'The `id` of the last event received. Later events are sent again, if they are still available.',
  schema: { type: 'string', maxLength: 100 },
};
