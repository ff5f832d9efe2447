import { OverlayPayload } from '@sitecast/protocol/overlay-payload';
import { uuidv7 } from 'uuidv7';
import type { App } from '../../core/context.ts';
import { createBuilders } from '../builders.ts';

/** IDs by the field that refers to them, such as `deviceId`. */
export type Rows = Record<string, string[]>;

/** Creates `each` rows of every kind in a workspace, with `name` in all their texts and `person` in those of users. */
export async function plantRows(
  app: App,
  workspace: { id: string },
  { name, person, each = 1 }: { name: string; person: string; each?: number },
): Promise<Rows> {
  const { db, now } = app;
  const build = createBuilders(app);
  const rows: Rows = {};
  const add = (field: string, id: string) => {
    rows[field] ??= [];
    rows[field].push(id);
  };
  for (let i = 0; i < each; i++) {
    const named = { workspace, name: `${name} ${i}` };
    const email = `${person}-${i}@example.com`;
    const owner = await build.user({ email, name: person, memberOf: [{ workspace, role: 'operator' }] });
    const device = await build.device(named);
    const group = await build.group({ ...named, devices: [device] });
    const client = await build.client(named);
    const file = await build.clientFile({ client, name: `${name}.txt` });
    const link = await build.portalLink({ client });
    const project = await build.project({ ...named, client });
    const location = await build.location({ project, name });
    const unit = await build.unit({ ...named, at: location });
    // A location and a unit without an assignment.
    add('locationId', (await build.location({ project, name })).id);
    add('unitId', (await build.unit(named)).id);
    const rule = await build.alertRule({ location, name });
    const alert = await build.alert({ location, inPortal: true });
    const condition = { kind: 'level', metric: 'lp', threshold: 70 };
    await db.alertEvent.update({ where: { id: alert.id }, data: { summary: { ruleName: name, condition } } });
    const playlist = await build.playlist(named);
    const token = await build.token({ ...named, owner });
    const personal = await build.personalToken({ owner, name: person });

    const [pipId, templateId, commandId] = [uuidv7(), uuidv7(), uuidv7()];
    const payload = OverlayPayload.parse({ type: 'web', uri: `https://example.com/${name}`, title: name });
    const shown = {
      id: pipId,
      targetKind: 'device',
      targetId: device.id,
      slot: 'main',
      payload,
    };
    await db.overlay.create({
      data: { ...shown, workspaceId: workspace.id, createdByKind: 'user', createdByLabel: name },
    });
    const status = { status: 'sent', at: now() };
    await db.overlayDelivery.create({
      data: { overlayId: pipId, deviceId: device.id, slot: 'main', ...status },
    });
    const template = { name: `${name} ${i}`, nameKey: `${name} ${i}`.toLowerCase(), payload };
    await db.overlayTemplate.create({ data: { id: templateId, workspaceId: workspace.id, ...template } });
    const command = { type: 'identify', ...status, createdByLabel: name };
    await db.deviceCommand.create({ data: { id: commandId, deviceId: device.id, ...command } });
    const line = { at: now(), level: 'info', message: name };
    await db.deviceLog.create({ data: { id: uuidv7(), deviceId: device.id, tag: name, ...line } });
    await db.unitLog.create({ data: { id: uuidv7(), unitId: unit.id, ...line } });
    const actor = { actorKind: 'user', actorId: owner.id, actorLabel: name };
    const event = { action: 'pip.show', resourceKind: 'pip', resourceId: pipId, workspaceId: workspace.id };
    await db.auditEvent.create({ data: { id: uuidv7(), ...actor, ...event } });

    add('userId', owner.id);
    add('deviceId', device.id);
    add('groupId', group.id);
    add('projectId', project.id);
    add('clientId', client.id);
    add('fileId', file.id);
    add('linkId', link.id);
    add('locationId', location.id);
    add('unitId', unit.id);
    add('ruleId', rule.id);
    add('alertId', alert.id);
    add('playlistId', playlist.id);
    add('targetPlaylistId', playlist.id);
    add('tokenId', token.id);
    add('tokenId', personal.id);
    add('pipId', pipId);
    add('templateId', templateId);
    add('commandId', commandId);
  }
  return rows;
}

/** IDs for a field from two workspaces: mostly of the kind that it refers to, sometimes of any other. */
export function idsOf(own: Rows, foreign: Rows): (field: string) => string[] {
  const all = [own, foreign].flatMap((rows) => Object.values(rows).map(([first]) => first!));
  return (field) => {
    const [ours = [], theirs = []] = [own[field], foreign[field]];
    const fitting = [...ours, ...ours, ...ours, ...theirs, all[field.length % all.length]!];
    return ours.length > 0 ? fitting : all;
  };
}
