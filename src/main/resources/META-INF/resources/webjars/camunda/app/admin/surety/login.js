// There is one login for everything: the page of our own. This stands where admin would show its own form.
export default {
  id: 'surety.admin.login',
  pluginPoint: 'admin.login',
  priority: 1000,
  render: () => {
    window.location.replace('/login?logout');
  },
};
