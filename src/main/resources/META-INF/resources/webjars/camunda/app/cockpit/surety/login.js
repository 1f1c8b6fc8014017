// There is one login for everything: the page of our own. This stands where cockpit would show its own form.
export default {
  id: 'surety.cockpit.login',
  pluginPoint: 'cockpit.login',
  priority: 1000,
  render: () => {
    window.location.replace('/login?logout');
  },
};
