import type { App } from '@sitecast/api';
import { identifyRequest } from '../../http/context.ts';
import { type Frontage, originOf } from '../../http/request.ts';
import { type AnswerHandler, workspaceOf } from '../call.ts';
import type { WorkspaceEventStreams } from '../events/events.ts';

/** Answers with the workspace's events as they happen (server-sent events). The procedure itself is not called. */
export function createEventsAnswer(
  app: App,
  frontage: Frontage,
  streams: WorkspaceEventStreams,
): AnswerHandler {
  return async (call) => {
    const { req, res, principal, ip } = call;
    const identify = () => identifyRequest(app, req, originOf(req, frontage));
    await streams.stream(req, res, { workspaceId: workspaceOf(call), principal, ip, identify });
  };
}
