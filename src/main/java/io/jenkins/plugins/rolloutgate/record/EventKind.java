package io.jenkins.plugins.rolloutgate.record;

/** What an {@link Event} tells; the names are part of the record's format and never change their meaning. */
public enum EventKind {
    /** First line: who asked for what. */
    STARTED,
    /** First line of a record that was opened from the cluster's annotations because its journal is gone. */
    ADOPTED,
    /** A process went on with the release; the time since the last event that tells of an observation was not observed. */
    RESUMED,
    /** The cluster did not answer for a while, or the process stood still; that time was not observed. */
    OUTAGE,
    /** The Lease was taken and an epoch opened. */
    OWNED,
    /** What stood before the first write, and what is to be restored. */
    BASELINE,
    /** Something that does not stop the release but that its owner should know. */
    WARNING,
    PHASE,
    /** An observation that mattered, such as "ready 2 of 3". */
    PROGRESS,
    /** Ready endpoints behind the active Service, by side. */
    TRAFFIC,
    /** A write that is about to be sent; forced to disk before. */
    INTENT,
    /** The write took effect. */
    WRITTEN,
    /** The write did not take effect. */
    NOT_WRITTEN,
    /** A gate was answered. */
    GATE,
    /** A turn that the release took, with its reason: roll back, hold, abort, promote. */
    DECISION,
    ABORT_REQUESTED,
    /** A look at the objectives: what the metric sources gave, with the resolved queries. */
    MEASURED,
    /** What the methods make of the looks so far: one verdict for each objective, with its numbers. */
    JUDGED,
    /** A phase of a ramp is over, and who or what ended it. */
    PHASE_PASSED,
    /** A person is asked. */
    QUESTION,
    /** A person has answered; the actor is who. */
    ANSWERED,
    /** The question has settled itself or has expired; nobody needs to answer it any more. */
    WITHDRAWN,
    /** The release may go on until a share of the traffic, as a stage of a Pipeline wants it. */
    CONTINUED,
    /** Somebody wants the release to stay where it is; what was begun is ended first. The actor is who. */
    PAUSED,
    /** It may go on. */
    UNPAUSED,
    /** Lines of a pod's log that explain a failure. */
    LOG,
    /** The old side has ended its work, and how that is known. */
    DRAINED,
    /** Requests counted from outside during the release. */
    REQUESTS,
    /** A checklist was taken in, anew after each edit: its items and their ids. */
    CHECKLIST,
    /** How far a release that belongs to the checklist is: that it has begun, has turned back, or has ended. */
    ROLLOUT,
    /** What a release, a step or a test says of an item: that it is so, or not. */
    ITEM_PROVEN,
    /** A person has ticked an item; the actor is who. */
    ITEM_SIGNED,
    /** A person lets an item pass though it is open or failed, and says why. */
    ITEM_WAIVED,
    /** A person says that an item or a section does not apply, or does after all. */
    ITEM_APPLIES,
    /** A blank of an item was filled in. */
    ITEM_FILLED,
    /** Sections of recurring work begin anew, with a new day, week or month. */
    REOPENED,
    /** A role is asked for its approval. */
    SIGN_OFF_ASKED,
    /** A person has approved for a role; the actor is who. */
    SIGNED_OFF,
    /** A person has refused for a role, and said why. */
    SIGN_OFF_REJECTED,
    /** What was approved is no longer what will be released: earlier approvals of it do not count. */
    SIGN_OFF_VOIDED,
    /** A person with the permission for it lets a gate pass that the rules keep closed. */
    OVERRIDDEN,
    /** Last line: the outcome and why. */
    ENDED;

    /** Whether something rests on the event, so that it is forced to disk; the others are with the next that is. */
    public boolean mustSurvive() {
        return this != PHASE && this != PROGRESS && this != TRAFFIC;
    }

    /** Whether it tells of the checklist or of people, and so proves no look at the cluster. */
    public boolean isOfPeople() {
        return compareTo(CHECKLIST) >= 0 && compareTo(OVERRIDDEN) <= 0;
    }
}
