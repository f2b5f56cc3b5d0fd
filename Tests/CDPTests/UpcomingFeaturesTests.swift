import Testing

@Suite struct UpcomingFeaturesTests {
    /// A feature whose name is misspelt in the manifest is silently off.
    @Test("the language features that the house rules count on are on")
    func features() {
        #if !hasFeature(ExistentialAny)
            Issue.record("ExistentialAny is off")
        #endif
        #if !hasFeature(InternalImportsByDefault)
            Issue.record("InternalImportsByDefault is off")
        #endif
        #if !hasFeature(MemberImportVisibility)
            Issue.record("MemberImportVisibility is off")
        #endif
        #if !hasFeature(NonisolatedNonsendingByDefault)
            Issue.record("NonisolatedNonsendingByDefault is off")
        #endif
        #if !hasFeature(StrictMemorySafety)
            Issue.record("StrictMemorySafety is off")
        #endif
        #if hasFeature(NoSuchFeature)
            Issue.record("hasFeature says yes to everything")
        #endif
    }
}
