/** The engine's side of party: logins and groups, and handing tasks to people. */
@NamedInterface("process")
@NullMarked
package io.surety.party.process;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
