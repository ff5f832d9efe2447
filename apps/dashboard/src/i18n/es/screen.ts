import { pluralIn } from '@sitecast/ui';
import type { screen as en } from '../en/screen.ts';

const plural = pluralIn('es');

export const screen: typeof en = {
  screen: {
    details: 'Pantalla',
    paired: 'Vinculada',
    platform: 'Plataforma',
    platforms: { browser: 'Navegador', tizen: 'Samsung Tizen' },
    engine: 'Motor',
    groups: 'Grupos',
    screenshot: 'Captura de pantalla',
    screenshotEmpty: 'Pide a la pantalla una imagen de lo que muestra.',
    screenshotOf: (name) => `Lo que mostraba ${name}`,
    logLevel: 'Nivel',
    anyLevel: 'Todos los niveles',
    logTag: 'Etiqueta',
    logNoMatch: 'Ninguna línea coincide con estos filtros.',
    settings: 'Ajustes',
    name: 'Nombre',
    orientation: 'Orientación',
    orientations: {
      0: 'Horizontal',
      90: 'Vertical, 90° a la derecha',
      180: 'Horizontal, boca abajo',
      270: 'Vertical, 270° a la derecha',
    },
    saved: (name) => `${name}: cambios guardados`,
    log: 'Registro',
    logEmpty: 'Aquí aparece lo que comunica el reproductor.',
    levels: { debug: 'Depuración', info: 'Info', warn: 'Aviso', error: 'Error' },
    unpair: 'Desvincular pantalla',
    unpairTitle: (name) => `¿Desvincular ${name}?`,
    unpairLead:
      'Deja de mostrar tu contenido y enseña un código nuevo al instante. Su historial se conserva.',
    unpaired: (name) => `${name} está desvinculada`,
  },
  commands: {
    title: 'Órdenes',
    types: {
      screen_on: 'Encender la pantalla',
      screen_off: 'Apagar la pantalla',
      identify: 'Identificar',
      screenshot: 'Hacer una captura',
      launch: 'Reiniciar el reproductor',
      update: 'Actualizar el reproductor',
      reboot: 'Reiniciar el equipo',
      shutdown: 'Apagar el equipo',
    },
    status: {
      sent: 'Enviada',
      offline: 'Sin conexión',
      queued: 'En espera',
      done: 'Hecha',
      failed: 'Fallida',
      unsupported: 'No posible',
    },
    empty: 'Aquí aparecen las órdenes a esta pantalla y sus respuestas.',
    last: 'Última orden',
    sent: (what, name) => `${what}: orden enviada a ${name}`,
    offline: (what, name) => `${what}: ${name} está sin conexión y no la ha recibido.`,
    queued: (what, name) => `${what}: ${name} la recibirá cuando vuelva`,
    sentMany: (what, sent, total) => `${what}: orden enviada a ${sent} de ${total} pantallas`,
    missed: (count) =>
      plural(count, {
        one: '1 pantalla está sin conexión.',
        other: `${count} pantallas están sin conexión.`,
      }),
    later: (count) =>
      plural(count, {
        one: '1 pantalla la recibirá más tarde.',
        other: `${count} pantallas la recibirán más tarde.`,
      }),
    emptyGroup: 'En este grupo no hay pantallas: no se ha enviado nada.',
    ask: {
      reboot: (name) => `¿Reiniciar ${name}?`,
      shutdown: (name) => `¿Apagar ${name}?`,
    },
    askMany: {
      reboot: (count) => `¿Reiniciar ${plural(count, { one: '1 pantalla', other: `${count} pantallas` })}?`,
      shutdown: (count) => `¿Apagar ${plural(count, { one: '1 pantalla', other: `${count} pantallas` })}?`,
    },
    lead: {
      reboot: 'No se muestra nada hasta que el equipo haya vuelto a arrancar.',
      shutdown: 'No se muestra nada hasta que alguien vuelva a encender el equipo allí mismo.',
    },
  },
};
