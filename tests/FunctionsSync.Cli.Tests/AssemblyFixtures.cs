using FunctionsSync.Testing;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]
