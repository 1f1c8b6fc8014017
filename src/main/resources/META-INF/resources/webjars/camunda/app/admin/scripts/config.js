export default {
  customScripts: ['surety/login'],
  disableWelcomeMessage: true,
  locales: { availableLocales: ['en', 'de'], fallbackLocale: 'en' },
};
