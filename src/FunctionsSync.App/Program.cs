using FunctionsSync.App;
using FunctionsSync.Service;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);

builder.Services.AddFunctionsSync(builder.Configuration);
builder.Services.AddOpenTelemetry().UseFunctionsWorkerDefaults().AddAzureMonitor(builder.Configuration);

await builder.Build().RunAsync();
