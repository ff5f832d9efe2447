import { Alert, Rule } from '@sitecast/api/alerts/schema';
import { AuditEntry } from '@sitecast/api/audit/schema';
import { ClientFile } from '@sitecast/api/client-files/schema';
import { Client } from '@sitecast/api/clients/schema';
import { Command, CommandResult } from '@sitecast/api/commands/schema';
import { Device, DeviceLogLine } from '@sitecast/api/devices/schema';
import { Group, GroupWithDevices } from '@sitecast/api/groups/schema';
import { InvitedMember, Member } from '@sitecast/api/members/schema';
import { MintedPersonalToken, OwnedPersonalToken, PersonalToken } from '@sitecast/api/personal-tokens/schema';
import { Delivery, Overlay, OverlayPayload, OverlayWithDeliveries, Template } from '@sitecast/api/pip/schema';
import { Playlist } from '@sitecast/api/playlists/schema';
import { PortalAlert, PortalTile } from '@sitecast/api/portal/schema';
import { PortalLink } from '@sitecast/api/portal-links/schema';
import { Location, Project } from '@sitecast/api/projects/schema';
import { HistoryPoint } from '@sitecast/api/readings/schema';
import { Settings } from '@sitecast/api/settings/schema';
import { ApiTokenInfo, MintedToken } from '@sitecast/api/tokens/schema';
import { Assignment, Unit, UnitStatus } from '@sitecast/api/units/schema';
import { User } from '@sitecast/api/users/schema';
import { Workspace } from '@sitecast/api/workspaces/schema';
import { WorkspaceEvent } from '@sitecast/realtime/messages';
import { outputSchema, type Schema, withReferences } from './json-schema.ts';

/** What answers share, under its own name in the document: those that others hold come first. */
const entities = {
  Delivery,
  OverlayPayload,
  Overlay,
  OverlayWithDeliveries,
  Template,
  Device,
  Client,
  ClientFile,
  PortalLink,
  PortalAlert,
  PortalTile,
  Project,
  Location,
  Unit,
  Assignment,
  UnitStatus,
  HistoryPoint,
  DeviceLogLine,
  Command,
  CommandResult,
  Group,
  GroupWithDevices,
  Alert,
  Rule,
  ApiTokenInfo,
  MintedToken,
  PersonalToken,
  MintedPersonalToken,
  OwnedPersonalToken,
  User,
  Workspace,
  Member,
  InvitedMember,
  AuditEntry,
  Playlist,
  Settings,
  WorkspaceEvent,
};

/** The entities, and for the text of each schema the name that stands for it. */
export function nameEntities() {
  const schemas: Record<string, Schema> = {};
  const names = new Map<string, string>();
  for (const [name, type] of Object.entries(entities)) {
    schemas[name] = withReferences(outputSchema(type), names);
    names.set(JSON.stringify(schemas[name]), name);
  }
  return { schemas, names };
}
