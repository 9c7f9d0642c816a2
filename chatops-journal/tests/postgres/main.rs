//! The journal on PostgreSQL where the contract says nothing: refusals, races, lost connections, a database that went back.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests fail by falling over; lints know them only in their own harness"
)]

mod lost;
#[path = "../passed_over/mod.rs"]
mod passed_over;
mod refusals;
mod regressed;
mod support;

use chatops_testkit::conformance::Suite;
use chatops_testkit::database::left_out;

/// Adds tests by the names of their functions.
macro_rules! tests {
    ($suite:expr, $($module:ident :: $name:ident),+ $(,)?) => {{
        let mut suite = $suite;
        $(suite = suite.test(
            concat!(stringify!($module), "::", stringify!($name)),
            left_out(),
            $module::$name,
        );)+
        suite
    }};
}

fn main() {
    tests!(
        Suite::new(),
        refusals::rows_that_cannot_be_read_are_passed_over,
        lost::a_connection_cut_anywhere_in_an_ingest_loses_nothing_acknowledged,
        lost::a_connection_cut_anywhere_in_a_decision_leaves_all_or_nothing,
        lost::a_connection_cut_anywhere_in_an_outcome_leaves_all_or_nothing,
        lost::two_hundred_cuts_under_load_lose_nothing_acknowledged,
        lost::however_slow_the_database_is_a_delivery_is_answered_in_time,
        lost::a_slow_database_ends_in_an_answer,
        lost::whoever_stops_in_the_middle_of_a_decision_does_not_stop_the_others,
        lost::callers_at_once_share_commits,
        lost::hints_come_from_other_processes_and_end_nowhere,
        refusals::a_user_without_rights_is_told_which_to_grant,
        refusals::a_user_who_may_only_read_is_told_so_when_it_writes,
        refusals::a_wrong_password_is_not_repeated,
        refusals::a_database_of_another_program_is_refused,
        refusals::what_an_extension_brought_is_nobodys,
        refusals::a_schema_of_its_own_is_found_through_the_search_path,
        refusals::a_database_that_is_not_there_is_named_as_such,
        refusals::a_server_that_is_not_there_is_named_as_such,
        refusals::an_address_that_cannot_be_read_is_not_repeated,
        refusals::commits_that_are_not_flushed_are_refused,
        refusals::a_server_without_a_standby_is_known_as_such,
        refusals::a_server_that_takes_no_writes_says_so,
        refusals::a_newer_form_is_read_only,
        refusals::an_older_version_that_runs_is_fenced_off_by_a_newer_form,
        refusals::a_changed_row_is_named_at_the_start,
        refusals::what_came_after_the_seal_of_an_entry_is_sealed_too,
        refusals::what_was_erased_stands_in_no_row_any_more,
        refusals::a_key_that_cannot_be_stored_does_not_harm_its_neighbours,
        regressed::a_lost_entry_is_noticed,
        regressed::an_entry_that_was_only_read_is_missed_too,
        regressed::a_lost_delivery_is_noticed_also_where_another_took_its_row,
        regressed::a_lost_claim_is_noticed,
        regressed::another_journal_in_its_place_is_noticed,
        regressed::rows_that_were_cut_off_are_noticed_in_the_next_session,
        regressed::what_was_forgotten_on_purpose_is_not_missed,
    )
    .run();
}
