package io.surety.approval;

import io.surety.party.PersonId;
import io.surety.shared.ContentHash;

/**
 * An approval of the round before that holds for the new content.
 *
 * @param person who is spared
 * @param vote the task in which she approved
 * @param from content that she approved
 * @param to content for which it holds now
 * @param scope hash of the sub-document, the same in both
 * @param reason for the record
 */
record CarriedOver(PersonId person, String vote, ContentHash from, ContentHash to, ContentHash scope, String reason) {}
