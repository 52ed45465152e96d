using FunctionsSync.Load;

[assembly: AssemblyFixture(typeof(AzuriteOnDisk))]

// Each test measures rates and delays: beside another one it would measure that one too.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
