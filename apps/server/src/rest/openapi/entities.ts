import { Rule } from '@sitecast/api/alerts/rules/schema';
import { Alert } from '@sitecast/api/alerts/schema';
import { AuditEntry } from '@sitecast/api/people/audit-log/schema';
import { InvitedMember, Member } from '@sitecast/api/people/members/schema';
import {
  MintedPersonalToken,
  OwnedPersonalToken,
  PersonalToken,
} from '@sitecast/api/people/personal-tokens/schema';
import { Settings } from '@sitecast/api/people/settings/schema';
import { ApiTokenInfo, MintedToken } from '@sitecast/api/people/tokens/schema';
import { User } from '@sitecast/api/people/users/schema';
import { Workspace } from '@sitecast/api/people/workspaces/schema';
import { PortalLink } from '@sitecast/api/portal/links/schema';
import { PortalAlert, PortalTile } from '@sitecast/api/portal/view/schema';
import { Command, CommandResult } from '@sitecast/api/screens/commands/schema';
import { Device, DeviceLogLine } from '@sitecast/api/screens/devices/schema';
import { Group, GroupWithDevices } from '@sitecast/api/screens/groups/schema';
import { Delivery, Overlay, OverlayWithDeliveries, Template } from '@sitecast/api/screens/overlays/schema';
import { Playlist } from '@sitecast/api/screens/playlists/schema';
import { ClientFile } from '@sitecast/api/sites/client-files/schema';
import { Client } from '@sitecast/api/sites/clients/schema';
import { Location, Project } from '@sitecast/api/sites/projects/schema';
import { HistoryPoint } from '@sitecast/api/sites/readings/schema';
import { Assignment, Unit, UnitStatus } from '@sitecast/api/sites/units/schema';
import { OverlayPayload } from '@sitecast/protocol/overlay-payload';
import { WorkspaceEvent } from '@sitecast/protocol/workspace-events';
import { outputSchema, type Schema, withReferences } from './json-schema.ts';

/** Schemas that responses share, under their names in the document. One that contains another comes after it. */
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

/** The entities' schemas, and the name of each by the schema's JSON. */
export function nameEntities() {
  const schemas: Record<string, Schema> = {};
  const names = new Map<string, string>();
  for (const [name, type] of Object.entries(entities)) {
    schemas[name] = withReferences(outputSchema(type), names);
    names.set(JSON.stringify(schemas[name]), name);
  }
  return { schemas, names };
}
