import type { setup as en } from '../en/setup.ts';

export const setup: typeof en = {
  setup: {
    title: 'Configurar Sitecast',
    lead: 'Crea el primer administrador y el primer espacio de trabajo. El código de configuración está en el registro del servidor.',
    code: 'Código de configuración',
    codeHint: 'Es parecido a ABCD-2345.',
    wrongCode: 'Este no es el código del registro del servidor',
    email: 'Correo electrónico',
    name: 'Tu nombre',
    password: 'Contraseña',
    passwordHint: 'Al menos 12 caracteres.',
    workspace: 'Nombre del espacio de trabajo',
    workspaceHint: 'Normalmente, el nombre de tu empresa.',
    demo: 'Añadir el proyecto de demostración',
    demoHint: 'Una obra con tres sonómetros simulados, alertas y dos pantallas, para probarlo todo.',
    submit: 'Crear e iniciar sesión',
    done: (name) => `Te damos la bienvenida, ${name}`,
    over: 'La configuración ya está hecha. Inicia sesión.',
  },
};
