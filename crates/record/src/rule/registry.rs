//! Every rule: code, name, severity, its sentence in English and Spanish, and what to do next.
//!
//! One file for each letter of the codes, in `registry/`; this one joins them into one list, in the order below.
//! `docs/rules.md` is made from it.

use super::Severity;

#[macro_use]
mod election;
#[macro_use]
mod reading;
#[macro_use]
mod log;
#[macro_use]
mod pictures;
#[macro_use]
mod sheets;
#[macro_use]
mod collation;
#[macro_use]
mod transmission;
#[macro_use]
mod audits;
#[macro_use]
mod tests;
#[macro_use]
mod quick_counts;
#[macro_use]
mod web;

/// Declares the registry: one entry for each rule with code, name, severity, sentences and next step. As long as files
/// are named, the next one adds its entries to those before.
macro_rules! rules {
    ($file:ident $($next:ident)*; $($before:tt)*) => {
        $file! { $($next)*; $($before)* }
    };
    (; $($(#[$group:meta])* $code:ident $name:ident $severity:ident $sentence:literal, $oracion:literal, $next:literal;)*) => {
        /// A numbered rule. Variants are in the order of their codes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Rule {
            $(#[doc = concat!("`", stringify!($code), "`: ", $sentence)] $name,)*
        }

        impl Rule {
            /// Every rule, in the order of the codes.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The code, for example `S107`.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => stringify!($code),)* }
            }

            /// How serious a breach is.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }

            /// What was found, as one sentence.
            pub const fn sentence(self) -> &'static str {
                match self { $(Self::$name => $sentence,)* }
            }

            /// The same sentence in Spanish.
            pub const fn sentence_es(self) -> &'static str {
                match self { $(Self::$name => $oracion,)* }
            }

            /// What whoever meets it should do next.
            pub const fn next_step(self) -> &'static str {
                match self { $(Self::$name => $next,)* }
            }
        }
    };
}

rules! { election reading log pictures sheets collation transmission audits tests quick_counts web; }
