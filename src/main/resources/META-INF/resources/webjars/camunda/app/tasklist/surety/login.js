// There is one login for everything: the page of our own. This stands where tasklist would show its own form.
export default {
  id: 'surety.tasklist.login',
  pluginPoint: 'tasklist.login',
  priority: 1000,
  render: () => {
    window.location.replace('/login?logout');
  },
};
