// There is one login for everything: the page of our own. This stands where welcome would show its own form.
export default {
  id: 'surety.welcome.login',
  pluginPoint: 'welcome.login',
  priority: 1000,
  render: () => {
    window.location.replace('/login?logout');
  },
};
